/*
 * What a document is about, by whatever id it has.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crier/subject.h"

static const struct {
	const char *doc, *incident, *message, *id;
} rows[] = {
	{ "{}", "", "", "" },
	{ "{\"incident\":\"2026-0001\"}", "2026-0001", "", "" },
	{ "{\"message\":\"2026-0001/2\"}", "2026-0001", "2026-0001/2",
		"2026-0001/2" },
	{ "{\"delivery\":\"D2026-0001/2:web\"}", "D2026-0001",
		"D2026-0001/2:web", "D2026-0001/2:web" },
	{ "{\"claim\":\"2026-0001/c3\"}", "2026-0001", "", "2026-0001/c3" },
	/* a claim and the message that answers it */
	{ "{\"claim\":\"2026-0001/c3\",\"message\":\"2026-0001/2\"}",
		"2026-0001", "2026-0001/2", "2026-0001/c3" },
	{ "{\"officer\":\"li\"}", "", "", "li" },
	{ "{\"account\":\"web\"}", "", "", "web" },
	/* no ids at all, and one that is longer than an id can be */
	{ "{\"message\":\"2026-0001\"}", "", "2026-0001", "2026-0001" },
	{ "{\"incident\":\"2026-0001-and-much-more\"}", "", "", "" },
};

static void
subject__is_found_by_whatever_id_it_has(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		json_t *doc = json_loads(rows[n].doc, 0, NULL);
		char incident[INCIDENT_ID] = "";

		assert_non_null(doc);
		assert_int_equal(subject_incident(incident, doc),
			rows[n].incident[0] != '\0');
		assert_string_equal(incident, rows[n].incident);
		assert_string_equal(subject_message(doc), rows[n].message);
		assert_string_equal(subject_id(doc, ""), rows[n].id);
		json_decref(doc);
	}
}

static void
subject__of_an_entry_is_its_incident_at_last(void **state)
{
	json_t *body = json_pack("{s:s}", "officer", "li");

	(void)state;
	assert_string_equal(subject_id(body, "2026-0001"), "2026-0001");
	assert_string_equal(subject_id(body, ""), "li");
	json_decref(body);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(subject__is_found_by_whatever_id_it_has),
		cmocka_unit_test(subject__of_an_entry_is_its_incident_at_last),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
