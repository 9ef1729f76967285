// SPDX-License-Identifier: MIT
// The least that a C++ program costs: it links libstdc++ and does nothing.
int main() { return 0; }
