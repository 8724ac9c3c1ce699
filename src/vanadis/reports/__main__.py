"""Write every report into docs/: ``python -m vanadis.reports``."""

from vanadis.project import project_root
from vanadis.reports import REPORTS
from vanadis.warehouse import connect


def main() -> None:
    """Write every report from the published warehouse."""
    with connect() as connection:
        for file_name, markdown in REPORTS.items():
            text = markdown(connection)
            path = project_root() / "docs" / file_name
            path.write_text(text, encoding="utf-8")
            print(f"docs/{file_name}: {len(text.splitlines())} lines")


if __name__ == "__main__":
    main()
