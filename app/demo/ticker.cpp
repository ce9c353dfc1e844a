// SPDX-License-Identifier: Apache-2.0
#include "app/demo/ticker.h"

#include "app/demo/controllers.h"
#include "app/demo/world_tick.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace pilothouse::demo {

namespace {

constexpr std::chrono::seconds kEvery{5};

constexpr std::chrono::milliseconds kControlEvery{50};

} // namespace

boost::asio::awaitable<void> tick(Cluster& cluster) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
    for (int round = 0;; ++round) {
        timer.expires_after(kEvery);
        co_await timer.async_wait(boost::asio::use_awaitable);
        tickWorld(cluster, round);
    }
}

boost::asio::awaitable<void> control(Cluster& cluster) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
    for (;;) {
        timer.expires_after(kControlEvery);
        co_await timer.async_wait(boost::asio::use_awaitable);
        cluster.controllers->step();
    }
}

} // namespace pilothouse::demo
