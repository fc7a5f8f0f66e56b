"""Whether an auditor finds nothing wrong with the public record of a round."""

import io
import zipfile
from pathlib import Path

from endorsements import publication
from endorsements.models import Round
from tests.endorsements.verifier.running import WITH_PYNACL, verify


def assert_verified(voting_round: Round, folder: Path) -> None:
    """Download the record, and run the verifier over it with signatures and all."""
    target = io.BytesIO()
    publication.write_zip(voting_round, target)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(folder)
    status, text = verify(folder / voting_round.slug, flags=WITH_PYNACL)
    assert status == 0, text
