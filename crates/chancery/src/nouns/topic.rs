//! PLOVER's contexts.

use serde::{Deserialize, Serialize};

/// What a dealing is about: the 37 contexts of PLOVER (manual 0.8, section on contexts).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the names are PLOVER's own; data/topics says which words point at each"
)]
pub enum Context {
    Military,
    Intelligence,
    Executive,
    Legislative,
    Election,
    PoliticalInstitutions,
    ProDemocracy,
    ProAutocracy,
    Economic,
    Legal,
    Reparations,
    HumanRights,
    RightsFreedoms,
    Repression,
    HumanSecurity,
    Gender,
    Lgbt,
    ReligionEthnicity,
    Inequality,
    Diplomatic,
    Territory,
    Peacekeeping,
    Health,
    Asylum,
    Migration,
    Disasters,
    NaturalResource,
    Environment,
    Technology,
    Terrorism,
    Cbrn,
    Cyber,
    Misinformation,
    Crime,
    Corruption,
    IllegalDrugs,
    Trafficking,
}
