/*
 * A child's own side: the request on standard input, documents on standard
 * output, one a line; last an answer or a fault.
 */
#include "station/child_jobs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/mem.h"
#include "link/confine.h"
#include "link/fault.h"
#include "station/child.h"

static const struct {
	const char *name;
	child_job_fn *run;
} child_jobs[] = {
	{ "question", worker_job },
	{ "playbook.import", job_library_import },
	{ "library.mirror", job_library_mirror },
	{ "record.push", job_record_push },
};

static enum err_code
child_read(json_t **out, struct err *err)
{
	char *text = mem_new(CHILD_REQUEST + 1);
	ssize_t n = read(STDIN_FILENO, text, CHILD_REQUEST);
	enum err_code rc;

	if (n <= 0)
		rc = err_set(err, ERR_INVALID, "", "", "no request");
	else
		rc = doc_parse(out, text, (size_t)n, err);
	free(text);
	return rc;
}

static enum err_code
child_run(const char *job, const char *dir, const json_t *doc, struct err *err)
{
	for (size_t n = 0; n < sizeof(child_jobs) / sizeof(child_jobs[0]); n++)
		if (strcmp(child_jobs[n].name, job) == 0)
			return child_jobs[n].run(dir, doc, err);
	return err_set(err, ERR_USAGE, job, "", "there is no such job");
}

int
child_main(const char *job, const char *dir, bool network)
{
	struct err err = { .code = ERR_OK };
	json_t *doc = NULL;
	enum err_code rc = child_read(&doc, &err);

	if (rc == ERR_OK)
		rc = confine_child(network, &err);
	if (rc == ERR_OK)
		rc = child_run(job, dir, doc, &err);
	if (rc != ERR_OK)
		child_say("fault", fault_to_doc(&err));
	json_decref(doc);
	return fflush(stdout) == 0 ? 0 : EX_IOERR;
}
