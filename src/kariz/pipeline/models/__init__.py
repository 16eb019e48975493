from kariz.pipeline.models.apart import DealsApart
from kariz.pipeline.models.deal import Deal, DealState, DealValue, Outcome, StageVisit
from kariz.pipeline.models.pipeline import (
    Criterion,
    DraftProposal,
    LostReason,
    Pipeline,
    PipelineDraft,
    PipelineRevision,
    Policy,
    Segment,
    Stage,
    StageActivity,
)
from kariz.pipeline.models.rate import CurrencyRate
from kariz.pipeline.models.work import Activity, CommitteeMember, DealLine, Obstacle, Product

__all__ = [
    "Activity",
    "CommitteeMember",
    "Criterion",
    "CurrencyRate",
    "Deal",
    "DealLine",
    "DealState",
    "DealValue",
    "DealsApart",
    "DraftProposal",
    "LostReason",
    "Obstacle",
    "Outcome",
    "Pipeline",
    "PipelineDraft",
    "PipelineRevision",
    "Policy",
    "Product",
    "Segment",
    "Stage",
    "StageActivity",
    "StageVisit",
]
