// SPDX-License-Identifier: MIT
// Work done by several threads at a time, its results handed on in the order of the work.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace eb {

template <typename Work, typename Result>
class InOrder {
 public:
  // `work` is called in several threads at once (in the caller's where jobs is 1) and must not throw; `done` in the
  // caller's alone, and false from it means: no more.
  InOrder(unsigned jobs, std::function<Result(Work)> work, std::function<bool(Result)> done)
      : work_(std::move(work)), done_(std::move(done)), window_(std::size_t{2} * jobs) {
    if (jobs < 2) return;
    for (unsigned i = 0; i < jobs; ++i) threads_.emplace_back([this] { run(); });
  }
  ~InOrder() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    todo_came_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  InOrder(const InOrder&) = delete;
  InOrder& operator=(const InOrder&) = delete;

  // Waits while twice as many as there are threads are under way, so memory stays bounded. False: no more.
  bool add(Work work) {
    if (threads_.empty()) return !ended_ && !(ended_ = !done_(work_(std::move(work))));
    {
      const std::lock_guard lock(mutex_);
      slots_.push_back(std::make_unique<Slot>());
      slots_.back()->work = std::move(work);
      todo_.push_back(slots_.back().get());
    }
    todo_came_.notify_one();
    return hand_on(window_);
  }

  // Waits for all that was added.
  bool finish() { return hand_on(0); }

 private:
  struct Slot {
    Work work;
    Result result;
    bool ready = false;
  };

  // Hands results on until at most `left` are under way.
  bool hand_on(std::size_t left) {
    std::unique_lock lock(mutex_);
    while (!slots_.empty() && (slots_.size() > left || slots_.front()->ready)) {
      ready_.wait(lock, [&] { return slots_.front()->ready; });
      const std::unique_ptr<Slot> slot = std::move(slots_.front());
      slots_.pop_front();
      lock.unlock();
      if (!ended_) ended_ = !done_(std::move(slot->result));
      lock.lock();
    }
    return !ended_;
  }

  void run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      todo_came_.wait(lock, [&] { return stop_ || !todo_.empty(); });
      if (stop_) return;
      Slot* slot = todo_.front();
      todo_.pop_front();
      lock.unlock();
      slot->result = work_(std::move(slot->work));
      lock.lock();
      slot->ready = true;
      ready_.notify_one();
    }
  }

  std::function<Result(Work)> work_;
  std::function<bool(Result)> done_;
  std::size_t window_;
  bool ended_ = false;
  std::mutex mutex_;
  std::condition_variable todo_came_;
  std::condition_variable ready_;
  std::deque<std::unique_ptr<Slot>> slots_;
  std::deque<Slot*> todo_;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace eb
