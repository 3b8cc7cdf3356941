"""Every public item is documented, and its examples run."""

import doctest
import inspect

import hongyan
import pytest

PUBLIC = [name for name in hongyan.__all__ if name != "__version__"]


def members(item):
    if not inspect.isclass(item):
        return {}
    return {name: value for name, value in vars(item).items() if not name.startswith("_") and name != "faults"}


@pytest.mark.parametrize("name", PUBLIC)
def test_documented(name):
    item = getattr(hongyan, name)
    assert item.__doc__, name
    for member, value in members(item).items():
        assert getattr(value, "__doc__", None), f"{name}.{member}"


@pytest.mark.parametrize("name", [*PUBLIC, "hongyan"])
def test_examples(name):
    item = hongyan if name == "hongyan" else getattr(hongyan, name)
    found = doctest.DocTestFinder(recurse=False).find(item, name, module=False, globs={})
    for member, value in members(item).items():
        found += doctest.DocTestFinder(recurse=False).find(value, f"{name}.{member}", module=False, globs={})
        if item is not hongyan.InputError and item is not hongyan.PolicyError:
            assert found[-1].name == f"{name}.{member}" and found[-1].examples, f"{name}.{member} has no example"
    runner = doctest.DocTestRunner()
    for test in found:
        runner.run(test)
    assert runner.summarize().failed == 0
    if not inspect.isclass(item):
        assert any(test.examples for test in found), f"{name} has no example"
