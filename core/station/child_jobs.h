/*
 * The jobs that a child may have: a name, a function, nothing else. Each gets
 * the station's folder and the document of who asked, says parts and an
 * answer (child_say), or returns why not.
 */
#ifndef CRIER_STATION_CHILD_JOBS_H
#define CRIER_STATION_CHILD_JOBS_H

#include <jansson.h>

#include "base/err.h"

typedef enum err_code
child_job_fn(const char *dir, const json_t *doc, struct err *err);

child_job_fn worker_job; /* a long question, named by the document */
child_job_fn job_library_import;
child_job_fn job_library_mirror;
child_job_fn job_record_push;

#endif
