"""What a family may wish of a setting, and a setting say that it has or lacks."""

from __future__ import annotations

FEATURES = {
    "small_classes": "Classes of 10 or fewer",
    "quiet_space": "A quiet space to go to",
    "sensory_room": "A sensory room",
    "step_free": "Step-free everywhere",
    "changing_place": "A Changing Places toilet",
    "hydrotherapy": "A hydrotherapy pool",
    "speech_therapy": "Speech and language therapy on site",
    "occupational_therapy": "Occupational therapy on site",
    "nurse": "A nurse on site",
    "signing": "Teaching in British Sign Language",
    "braille": "Teaching in braille",
    "work_experience": "Supported work experience",
    "animals": "Animals or a garden to care for",
    "wraparound": "Breakfast or after-school club",
}
"""Each feature's words by its code, in the order in which they are asked for."""
