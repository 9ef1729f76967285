#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""one.py NAME: that mail of world.py on standard output, with an envelope sender as local delivery writes it."""
import sys

from send import mail
from world import LOCAL, SENDER, SENDS

sys.stdout.buffer.write(f"Return-Path: <holly@{SENDER}>\n".encode() + mail(sys.argv[1], *{**SENDS, **LOCAL}[sys.argv[1]]))
