"""Two accounts that a superuser may merge."""

from followup.services.merging import preview


def two_accounts(world):
    """The places of « Fusionner un doublon »."""
    kept, absorbed = world.people["applicant"], world.people["newcomer"]
    seen = preview.of(kept, absorbed).mark
    return {
        "person_merge": ((kept.public_id,),),
        "merge_accounts": ((kept.public_id, absorbed.public_id), {"is_sure": "on", "seen": seen}),
    }
