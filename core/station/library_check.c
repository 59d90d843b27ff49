/*
 * Regions and connectors. What no row can mean is a fault where the library is
 * checked; who reads it to work with it takes the row as it is.
 */
#include "station/library_check.h"

#include "crier/refusal.h"
#include "domain/library/regions.h"
#include "wire/connector.h"

void
library_check(struct faults *out, struct faults *remarks, const struct rules *r)
{
	struct arg kinds = connector_kinds();
	struct err err;

	regions_check(out, remarks, r);
	for (size_t n = 0; n < r->platform_count; n++) {
		const struct platform *p = &r->platforms[n];

		if (connector_find(p->connector) != NULL)
			continue;
		(void)refuse(&err, REFUSE_CONNECTOR_UNKNOWN, "",
			WITH(arg_word(p->id), arg_text(p->connector), kinds));
		faults_add(out, "rules/platforms.yaml", 0, 0, &err);
	}
}
