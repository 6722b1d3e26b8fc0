"""Tests of casectl.core.schemas."""
