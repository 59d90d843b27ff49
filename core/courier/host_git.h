/*
 * What the steps on the host share: our copy, the remote, and how a fault of
 * git is told. Only host*.c include this.
 */
#ifndef CRIER_COURIER_HOST_GIT_H
#define CRIER_COURIER_HOST_GIT_H

#include <git2/blob.h>
#include <git2/commit.h>
#include <git2/config.h>
#include <git2/errors.h>
#include <git2/global.h>
#include <git2/graph.h>
#include <git2/odb.h>
#include <git2/refs.h>
#include <git2/remote.h>
#include <git2/repository.h>
#include <git2/signature.h>
#include <git2/tree.h>

#include "courier/host.h"

enum { HOST_SAID = 200 };

struct host_call {
	const struct host *host;
	git_repository *copy;
	git_remote *remote;
	bool wrong_key; /* the host showed a key that is not pinned */
	bool asked; /* our key was shown */
	bool denied; /* and was not enough */
	char said[HOST_SAID]; /* why the host did not take a branch */
};

/* Opens our copy, makes it where there is none. False: said, with a fault. */
bool host_begin(struct host_call *c, const struct host *host);
void host_end(struct host_call *c);

/* With our key and the pins in them. */
void host_callbacks(git_remote_callbacks *out, struct host_call *c);

/* Says what went wrong last; the status of the child. */
int host_fault(const struct host_call *c);
/* The same after something was brought: what is wrong in it is the branch's. */
int host_content_fault(const struct host_call *c);

#endif
