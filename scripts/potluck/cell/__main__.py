"""The process apart, which bears cells: python -m potluck.cell DESCRIPTOR walled|bare MODULE..."""

import os
import socket
import sys

from potluck import readymade

readymade.use()

from potluck.cell.apart import keep  # noqa: E402 - it loads the rest with what is kept

if __name__ == "__main__":
    keep(socket.socket(fileno=int(sys.argv[1])), sys.argv[2], sys.argv[3:])
    os._exit(0)
