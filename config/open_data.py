"""What an organisation asks of those who use its data."""


def sentence(organisation_name: str) -> str:
    """Stands beside every file; another text is a setting."""
    return (
        "Votes and bills are public facts, free to use. Positions and scores are those of "
        f"{organisation_name}: please name it as the source, with the date of the data and the "
        "address of the page."
    )
