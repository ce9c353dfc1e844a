# SPDX-License-Identifier: Apache-2.0
"""A wire between a client and a server on loopback that notes when the client sent what, by the machine's monotonic clock."""
import socket
import threading
import time

CHUNK = 1 << 20


class Wire:
    def __init__(self, host, port):
        self.target = (host, port)
        self.sent = []  # (ns, bytes) from client to server
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return  # closed
            server = socket.create_connection(self.target)
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.carry, args=(client, server, self.sent), daemon=True).start()
            threading.Thread(target=self.carry, args=(server, client, None), daemon=True).start()

    @staticmethod
    def carry(source, sink, notes):
        try:
            while chunk := source.recv(CHUNK):
                if notes is not None:
                    notes.append((time.monotonic_ns(), len(chunk)))
                sink.sendall(chunk)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the other side went

    def after(self, moment, size):
        """Milliseconds from @p moment (ns) until the client sent a chunk of @p size bytes; None: it never did."""
        return next(((at - moment) / 1e6 for at, length in self.sent if at >= moment and length == size), None)

    def close(self):
        self.listener.close()
