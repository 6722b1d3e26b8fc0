"""A plugin of mypy: aware times are compared, sorted and moved only through `casectl/core/time/instants.py`.

Python compares two times of one zone by the wall clock, which goes back once a year; it never calls a time in an hour
that comes twice equal to one of another zone; and what it adds and subtracts within a zone is wall-clock time too. All
of that is an error here, and so are times as keys. A list, a tuple or a union counts as a time if it holds one.

mypy does not ask a plugin about a comprehension that makes a set or a dict, nor about ``dict.fromkeys``. These are
reported where they are used: by a method, a loop, an operator, or as the argument of a function of `_TAKE_MANY`.

A class of values is compared by its fields, and is not reported: its times are read from a file, with fixed offsets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mypy.errorcodes import ErrorCode
from mypy.maptype import map_instance_to_supertype
from mypy.nodes import ARG_POS, CallExpr, Expression, IntExpr, RefExpr, StrExpr
from mypy.plugin import FunctionSigContext, MethodSigContext, Plugin
from mypy.types import (
    AnyType,
    CallableType,
    FunctionLike,
    Instance,
    Overloaded,
    TupleType,
    Type,
    TypeAliasType,
    TypeOfAny,
    UnionType,
    get_proper_type,
)

Context = FunctionSigContext | MethodSigContext

INSTANT = ErrorCode("instant", "Aware times compared, added or used as keys by Python's own rules", "casectl")

_SUMS = {"__add__", "__radd__", "__sub__", "__rsub__"}
_COMPARISONS = {"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"}
_SEARCHES = {"__contains__", "index", "count", "remove"}
_KEYED = {
    *("builtins.dict", "builtins.set", "builtins.frozenset", "typing.AbstractSet", "typing.Mapping"),
    *("typing.MutableMapping", "collections.defaultdict", "collections.Counter", "collections.OrderedDict"),
}
_ORDERS = {
    *("builtins.sorted", "builtins.min", "builtins.max", "itertools.groupby"),
    *("_bisect.bisect_left", "_bisect.bisect_right"),
    *("_heapq.heapify", "_heapq.heappush", "_heapq.heappop", "_heapq.heapreplace", "_heapq.heappushpop"),
    *("heapq.merge", "heapq.nsmallest", "heapq.nlargest"),
}
_KEPT = {"builtins.dict", "builtins.set", "builtins.frozenset"}
_SETS = {"builtins.set", "builtins.frozenset", "collections.Counter"}
_MAPPINGS = {"builtins.dict", "collections.OrderedDict"}
_TAKE_MANY = {
    *("builtins.len", "builtins.list", "builtins.tuple", "builtins.any", "builtins.all", "builtins.iter"),
    *("builtins.enumerate", "builtins.zip", "builtins.map", "builtins.filter", "builtins.bool"),
}
_GETTERS = {"operator.attrgetter", "operator.itemgetter"}
_OPTIONS = ("key", "default", "reverse", "n")
_AS_KEYS = "used as keys: use to_seconds() of each"


class InstantsPlugin(Plugin):
    """Reports with the code `instant`; it looks at each call before mypy does, and changes nothing."""

    def get_method_signature_hook(self, fullname: str) -> Callable[[MethodSigContext], FunctionLike] | None:
        """What looks at the calls of that method; an operator is one."""
        owner, _, name = fullname.rpartition(".")
        if owner == "datetime.datetime" and name in _SUMS:
            return _sum
        if name in _COMPARISONS:
            return _comparison
        if fullname == "builtins.list.sort":
            return _sort
        if owner in _KEYED:
            return _keyed
        return _search if name in _SEARCHES else None

    def get_function_signature_hook(self, fullname: str) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """What looks at the calls of that function."""
        if fullname in _ORDERS:
            return _order
        if fullname in _SETS:
            return _set
        if fullname in _MAPPINGS:
            return _mapping
        if fullname == "functools.reduce":
            return _reduce
        return _many if fullname in _TAKE_MANY else None


def plugin(version: str) -> type[Plugin]:
    """What mypy asks for."""
    return InstantsPlugin


def _sum(context: MethodSigContext) -> FunctionLike:
    return _reported(context, True, "moved or subtracted: use plus() or elapsed()")


def _comparison(context: MethodSigContext) -> FunctionLike:
    found = _has_instant(context.type) and any(map(_has_instant, _types(context, _flat(context.args))))
    return _reported(context, found, "compared: compare to_seconds() of each")


def _search(context: MethodSigContext) -> FunctionLike:
    return _reported(context, _has_instant(_item(context, context.type)), "sought: compare to_seconds() of each")


def _keyed(context: MethodSigContext) -> FunctionLike:
    return _reported(context, _has_instant(_item(context, context.type)), _AS_KEYS)


def _set(context: FunctionSigContext) -> FunctionLike:
    found = any(_has_instant(_item(context, each)) for each in _types(context, _flat(context.args)))
    return _reported(context, found, _AS_KEYS)


def _mapping(context: FunctionSigContext) -> FunctionLike:
    """Of a mapping the keys, of pairs the first of each."""
    found = (_item(context, each) for each in _types(context, _flat(context.args)))
    return _reported(context, any(_has_instant(_first(each)) for each in found), _AS_KEYS)


def _many(context: FunctionSigContext) -> FunctionLike:
    found = any(_is_keyed_by_instants(context, each) for each in _types(context, _flat(context.args)))
    return _reported(context, found, _AS_KEYS)


def _reduce(context: FunctionSigContext) -> FunctionLike:
    """`min` or `max`, given as the function."""
    function, *rest = _flat(context.args)
    is_order = isinstance(function, RefExpr) and function.fullname in _ORDERS
    found = is_order and any(_has_instant(_item(context, each)) for each in _types(context, rest))
    return _reported(context, found, "ordered: use key=to_seconds")


def _sort(context: MethodSigContext) -> FunctionLike:
    return _ordered(context, _item(context, context.type))


def _order(context: FunctionSigContext) -> FunctionLike:
    named = zip(context.default_signature.arg_names, context.args, strict=True)
    given = [*_types(context, _flat(found for name, found in named if name not in _OPTIONS))]
    if any(_is_keyed_by_instants(context, each) for each in given):
        return _reported(context, True, _AS_KEYS)
    return _ordered(context, given[0] if given[1:] else _item(context, UnionType.make_union(given)))


def _ordered(context: Context, item: Type) -> FunctionLike:
    """Looks at what such items are ordered by: what `key` makes of them, or they themselves."""
    named = dict(zip(context.default_signature.arg_names, context.args, strict=True))
    function = named.get("key", [])[-1:]  # to an overload that takes less, mypy gives what is too much as the last
    takes = CallableType([item], [ARG_POS], [None], AnyType(TypeOfAny.explicit), context.default_signature.fallback)
    with context.api.msg.filter_errors():
        by = (
            [*_got(context, function, item)] or [_returned(each) for each in _types(context, function, takes)] or [item]
        )
    return _reported(context, any(map(_has_instant, by)), "ordered: use key=to_seconds")


def _reported(context: Context, found: bool, what: str) -> FunctionLike:
    """The signature, unchanged; a use that is `found` is reported.

    mypy tries operators and overloads one after the other, and takes one with an error for one that does not fit; so
    the report goes past those that listen for errors.
    """
    if found:
        errors = context.api.msg.errors
        listening, errors._watchers = errors._watchers, []
        context.api.fail(f"Aware times are {what}", context.context, code=INSTANT)
        errors._watchers = listening
    return context.default_signature


def _got(context: Context, function: Iterable[Expression], item: Type) -> Iterator[Type]:
    """What ``attrgetter`` and ``itemgetter`` get of an item; nothing for other functions."""
    for each in function:
        if isinstance(each, CallExpr) and isinstance(each.callee, RefExpr) and each.callee.fullname in _GETTERS:
            for wanted in each.args:
                yield _part(context, item, wanted)


def _part(context: Context, item: Type, wanted: Expression) -> Type:
    """The attribute of that (dotted) name, or the value of that key or place."""
    found = get_proper_type(item)
    if isinstance(found, UnionType):
        return UnionType.make_union([_part(context, each, wanted) for each in found.items])
    if isinstance(wanted, IntExpr) and isinstance(found, TupleType):
        return found.items[wanted.value] if -len(found.items) <= wanted.value < len(found.items) else found
    if isinstance(found, TupleType):
        found = found.partial_fallback
    if not isinstance(found, Instance):
        return found
    if not isinstance(wanted, StrExpr) or found.args:
        return found.args[-1] if found.args else found
    for name in wanted.value.split("."):
        named = found.type.get(name) if isinstance(found, Instance) else None
        of = get_proper_type(named.type) if named and named.type else AnyType(TypeOfAny.explicit)
        found = get_proper_type(of.ret_type) if isinstance(of, CallableType) else of  # a property is a function here
    return found


def _first(pair: Type) -> Type:
    found = get_proper_type(pair)
    return found.items[0] if isinstance(found, TupleType) and found.items else found


def _is_keyed_by_instants(context: Context, what: Type) -> bool:
    """Whether it is a set or a dict with such keys; the items of a dict are no keys."""
    found = get_proper_type(what)
    keyed = isinstance(found, Instance) and any(base.fullname in _KEPT for base in found.type.mro)
    return keyed and _has_instant(_item(context, found))


def _flat(args: Iterable[list[Expression]]) -> Iterator[Expression]:
    return (each for given in args for each in given)


def _types(context: Context, given: Iterable[Expression], wanted: Type | None = None) -> Iterator[Type]:
    return (context.api.get_expression_type(each, wanted) for each in given)


def _returned(function: Type) -> Type:
    found = get_proper_type(function)
    if isinstance(found, Overloaded):
        found = found.items[0]
    return found.ret_type if isinstance(found, CallableType) else found


def _item(context: Context, many: Type) -> Type:
    """What iterating over it gives; the keys of a mapping."""
    found = get_proper_type(many)
    if isinstance(found, TupleType):
        return UnionType.make_union(found.items)
    iterable = context.api.named_generic_type("typing.Iterable", [AnyType(TypeOfAny.explicit)]).type
    if isinstance(found, Instance) and found.type.has_base(iterable.fullname):
        return map_instance_to_supertype(found, iterable).args[0]
    return found


def _has_instant(what: Type) -> bool:
    """Whether it is a time, or is compared by times that it holds."""
    if isinstance(what, TypeAliasType) and what.is_recursive:
        return False
    match get_proper_type(what):
        case Instance(type=info, args=args):
            return info.fullname == "datetime.datetime" or any(map(_has_instant, args))
        case TupleType(items=items) | UnionType(items=items):
            return any(map(_has_instant, items))
    return False
