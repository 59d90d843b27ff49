/* The words of each enum as functions of their number. */
#include "words/sets.h"

#include "crier/figure.h"

const char *
kind_word_at(int i)
{
	return message_kind_row((enum message_kind)i)->word;
}

const char *
level_word_at(int i)
{
	return i ? level_word(i) : "none";
}

const char *
class_word_at(int i)
{
	return class_row((enum incident_class)i)->word;
}

const char *
gate_word_at(int i)
{
	return gate_row((enum gate)i)->word;
}

const char *
stage_word_at(int i)
{
	return stage_row((enum stage)i)->word;
}

const char *
role_word_at(int i)
{
	return role_row((enum role)i)->word;
}

const char *
figure_word_at(int i)
{
	return figure_role_word((enum figure_role)i);
}

const char *
rank_word_at(int i)
{
	return partner_rank_row((enum partner_rank)i)->word;
}

const char *
partner_order_word_at(int i)
{
	return partner_order_row((enum partner_order)i)->word;
}

const char *
letter_word_at(int i)
{
	return letter_kind_row((enum letter_kind)i)->word;
}
