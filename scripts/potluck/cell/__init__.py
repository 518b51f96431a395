"""Work on what strangers sent is done in cells: processes that can do little, and not for long.

A cell gets orders, one piece of work each, and answers with values. It is held to limits of
computing, memory, files and time (`limits`), behind walls where they can be had (`walls`). What a
cell sends is never more than data: it is decoded as what the work says that it returns, and never
unpickled. A piece of work that goes over its limits ends its cell, and becomes an `Overrun` that
names no culprit yet; the next one gets a new cell.

Cells are forked, so that they begin with all that is loaded: from this process, as long as it has
one thread only, else from a nursery, a process that was started behind walls and does nothing else.
"""
