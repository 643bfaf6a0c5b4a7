"""`python -m tests.howto law check zz`: the product's command, which knows the country of the example too."""

from janua.cli.main import main
from janua.config.countries import COUNTRIES, Pack

COUNTRIES["zz"] = Pack("tests.howto.example.pack", "UTC")

if __name__ == "__main__":
    main()
