# SPDX-License-Identifier: MIT
"""A line between two ports of loopback: each byte comes `delay` seconds later, and from the server no faster than `rate`
bytes a second. Counts what passes."""
import asyncio
import threading


class DelayProxy:
    def __init__(self, target, delay, rate):
        self.target, self.delay, self.rate = target, delay, rate
        self.bytes_in = self.bytes_out = self.connections = 0
        self.port = None
        ready = threading.Event()
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        ready.wait(10)

    def _run(self, ready):
        asyncio.set_event_loop(self.loop)

        async def start():
            server = await asyncio.start_server(self._connection, "127.0.0.1", 0)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()

        self.loop.run_until_complete(start())
        self.loop.run_forever()

    async def _connection(self, reader, writer):
        self.connections += 1
        try:
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._pump(reader, server_writer, False), self._pump(server_reader, writer, True))

    async def _pump(self, reader, writer, from_server):
        queue = asyncio.Queue(256)

        async def deliver():
            while True:
                due, data = await queue.get()
                if data is None:
                    break
                wait = due - self.loop.time()
                if wait > 0:
                    await asyncio.sleep(wait)
                try:
                    writer.write(data)
                    await writer.drain()
                except OSError:
                    break
            writer.close()

        task = asyncio.create_task(deliver())
        free = self.loop.time()
        try:
            while data := await reader.read(65536):
                if from_server:
                    self.bytes_in += len(data)
                    free = max(free, self.loop.time()) + len(data) / self.rate
                else:
                    self.bytes_out += len(data)
                    free = self.loop.time()
                # Put aside when the line would be free for it, not when it came: the rate holds for what waits, too.
                await queue.put((free + self.delay, data))
        except OSError:
            pass
        await queue.put((0, None))
        await task
