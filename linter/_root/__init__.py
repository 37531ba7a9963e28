"""nianbao (年报): checks annual reports on open government information before they are published."""

__version__ = "0.1.0"
