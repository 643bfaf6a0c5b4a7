"""One attack, one test: those that no test of the part itself tries. docs/security.md says where the others stand."""
