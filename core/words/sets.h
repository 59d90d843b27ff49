/*
 * Words by number, as yaml_read_word and yaml_read_set want them. A set is
 * bits: 1 << enum message_kind and so on.
 */
#ifndef CRIER_WORDS_SETS_H
#define CRIER_WORDS_SETS_H

#include "crier/level.h"
#include "crier/message.h"
#include "crier/partner.h"
#include "crier/role.h"

const char *kind_word_at(int i);
const char *level_word_at(int i); /* "none" first */
const char *class_word_at(int i);
const char *gate_word_at(int i);
const char *stage_word_at(int i);
const char *role_word_at(int i);
const char *figure_word_at(int i);
const char *rank_word_at(int i);
const char *partner_order_word_at(int i);
const char *letter_word_at(int i);

#define ALL_KINDS ((1U << KIND_COUNT) - 1)
#define ALL_LEVELS ((1U << LEVEL_COUNT) - 1)
#define ALL_CLASSES ((1U << CLASS_COUNT) - 1)

#endif
