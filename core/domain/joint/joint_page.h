/*
 * An order to a unit without a station (无台单位): a page to print, send or read
 * out over the telephone, and the code that the unit reads back.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_PAGE_H
#define CRIER_DOMAIN_JOINT_JOINT_PAGE_H

#include "domain/joint/joint.h"
#include "domain/world.h"

/* Is what was typed the page's code, the first eight digits of what was approved?
 * Blanks and case do not count. */
bool joint_page_is_code(const struct joint_order *o, const char *typed);

/* Who issued a text and who passes it on, as its last line; "" of a text that is
 * signed by all. The caller frees it. */
char *joint_passed_line(const struct joint_order *o, const char *from,
	const char *by, enum lang lang);

/* The page: {unit, to, phone, address, mode, title, text, code, back, ordered,
 * name, fire, at, until, answer_by, corrects, withdraws}; new reference. */
json_t *joint_page(const struct office *o, const struct joint_order *order,
	const struct partner *p);

#endif
