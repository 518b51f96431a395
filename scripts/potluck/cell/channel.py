"""Messages over a socket: a kind, a length, the bytes. Whoever stops in mid message is given up."""

import socket
import struct
import time
from dataclasses import dataclass

_HEAD = struct.Struct("!cQ")
LONGEST = 1 << 30  # bytes of a message
_PIECE = 1 << 20


class Gone(Exception):  # noqa: N818 - not an error: it is how a cell ends
    """Nobody is there any more."""


class Late(Exception):  # noqa: N818 - as above
    """Nothing came in time."""


@dataclass(frozen=True)
class Channel:
    """One end of a line; a deadline is a time of `time.monotonic`."""

    socket: socket.socket

    def send(self, kind: bytes, data: bytes = b"", deadline: float | None = None) -> None:
        """Send a message. Raises Gone or Late."""
        try:
            self._wait(deadline)
            self.socket.sendall(_HEAD.pack(kind, len(data)) + data)
        except TimeoutError as error:
            raise Late from error
        except OSError as error:
            raise Gone from error

    def receive(self, deadline: float | None = None) -> tuple[bytes, bytes]:
        """Return the kind and the bytes of the next message. Raises Gone or Late."""
        kind, length = _HEAD.unpack(self._take(_HEAD.size, deadline))
        if length > LONGEST:
            raise Gone
        return kind, self._take(length, deadline)

    def close(self) -> None:
        """Hang up."""
        self.socket.close()

    def _take(self, length: int, deadline: float | None) -> bytes:
        taken = bytearray()
        while len(taken) < length:
            try:
                self._wait(deadline)
                piece = self.socket.recv(min(length - len(taken), _PIECE))
            except TimeoutError as error:
                raise Late from error
            except OSError as error:
                raise Gone from error
            if not piece:
                raise Gone
            taken += piece
        return bytes(taken)

    def _wait(self, deadline: float | None) -> None:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError
        self.socket.settimeout(left)
