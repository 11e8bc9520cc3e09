"""The trained networks that ship, their cards, and how a network is made from a description that may name one."""

from engine.models.building import build_network
from engine.models.catalogue import HERE, Model, check, load, names, read, write

__all__ = ["HERE", "Model", "build_network", "check", "load", "names", "read", "write"]
