/*
 * Numbers that stand beside the words of figures: "遇难五人", "3名矿工获救",
 * "5 people were killed". For the checks of this folder. A number that is a
 * time, an age, an ordinal or a measure is no mention, and one without a
 * figure's word beside it neither.
 */
#ifndef CRIER_LINT_MENTION_H
#define CRIER_LINT_MENTION_H

#include "base/numeral.h"
#include "lint/lint_scan.h"

struct mention {
	size_t start, end; /* of the number, in the folded text */
	size_t tail; /* where what it says ends: number, unit and word */
	size_t sentence; /* where its sentence begins */
	struct numeral number;
	int64_t besides; /* 4位乘客和1位路人受伤: the four */
	uint64_t figures; /* bits: definitions of the case that it may mean */
	bool about; /* 约, 十几, about: no single number */
	bool part; /* 其中, 新增, another: not the whole figure */
	bool nobody; /* 无人伤亡: all its figures are meant, and each is zero */
	bool place; /* of a smaller place, such as a village: may be a part */
	bool among; /* 其中, of whom: of those just counted */
	bool home; /* 返家: they were moved, and are back */
	bool recalls; /* 第1号通报所列: as an earlier bulletin told it */
	size_t kind; /* 骨折, 烧伤: of one kind of injury, which; 0 of none */
	bool group; /* 车上乘客无人受伤: of some people, not of all */
	bool back; /* 此前失联的: as it was before */
	bool still; /* 仍, 目前: as it is now */
	bool as_of; /* 截至8时: in a sentence that says when it is so */
	bool found; /* 均已找到: nobody of them is missing any more */
	bool reached; /* 取得联系: which frees nobody who is trapped */
	bool noun; /* 3名伤者, of whom something is said */
	bool wider; /* 全省: of more than the incident */
	bool joined; /* 死亡失踪398人: of its figures together */
	bool total; /* 共, in all: the sum of what was told */
	bool quoted; /* between quotation marks */
	bool claimed; /* 网传: others say so */
};

/* People who are counted and of whom no figure is told: 另有2名工人. */
struct mention_loose {
	size_t start, sentence; /* and where its sentence begins */
	int64_t count;
};

struct mentions {
	struct mention *rows; /* by place, then those of nobody; owned */
	size_t count;
	struct mention_loose *loose; /* by place; owned */
	size_t loose_count;
	size_t found; /* where the text last says that all are found; 0 never */
};

/* Of a folded text. At most 64 figures are looked for. */
void mentions_find(struct mentions *out, const struct lint_case *c,
	const char *text, size_t len);
void mentions_release(struct mentions *m);

/* Those of the i-th text of a scan, found once; borrowed. */
const struct mentions *scan_mentions(struct lint_scan *s, size_t i);

/* What is counted or measured follows: 人, 名, 时 … */
bool mention_is_counted(const char *text, size_t len, size_t at);

/* The figure of this message; NULL if it carries it not. */
const struct lint_figure *
lint_figure_now(const struct lint_case *c, const char *name);

/*
 * What was told of it last: the newest earlier bulletin that carries it, or
 * with `known` the newest that carries a number. `in` may be NULL.
 */
const struct lint_figure *lint_figure_told(const struct lint_bulletin **in,
	const struct lint_case *c, const char *name, bool known);

/* The definition with this role; NULL if the playbook has none. */
const struct figure_def *
lint_figure_role(const struct lint_case *c, enum figure_role role);

#endif
