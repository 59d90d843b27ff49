/*
 * Letters in a backup: one a line, named by what they say themselves.
 */
#include "station/backup_letters.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "letter/letter.h"
#include "station/env.h"
#include "station/letters_desk.h"
#include "store/reader.h"

/* ---- making ---- */

/* One that is being written has no entry yet: it is no letter, and left out. */
static enum err_code
letters_add_file(FILE *out, const char *path, struct err *err)
{
	FILE *f = fopen(path, "re");
	struct letter letter;
	char *line = NULL;
	size_t room = 0;
	ssize_t len = f ? getline(&line, &room, f) : -1;
	bool fine = true;

	if (len > 0 &&
		letter_parse(&letter, line, (size_t)len, NULL) == ERR_OK) {
		len -= line[len - 1] == '\n';
		fine = fwrite(line, 1, (size_t)len, out) == (size_t)len &&
			fputc('\n', out) != EOF;
		letter_release(&letter);
	}
	free(line);
	if (f != NULL)
		(void)fclose(f);
	return fine ? ERR_OK : refuse_errno(err, REFUSE_WRITE, BACKUP_LETTERS);
}

static enum err_code
letters_add_all(FILE *out, const char *folder, struct dirent **names, int count,
	struct err *err)
{
	enum err_code rc = ERR_OK;

	for (int n = 0; n < count; n++) {
		char *path = mem_printf("%s/%s", folder, names[n]->d_name);

		if (rc == ERR_OK && names[n]->d_name[0] != '.')
			rc = letters_add_file(out, path, err);
		free(path);
		free(names[n]);
	}
	free(names);
	if (rc == ERR_OK && (fflush(out) != 0 || fsync(fileno(out)) != 0))
		rc = refuse_errno(err, REFUSE_WRITE, BACKUP_LETTERS);
	return rc;
}

enum err_code
backup_letters_write(const char *dir, const char *to, struct err *err)
{
	char *folder = station_path(dir, "letters");
	char *path = station_path(to, BACKUP_LETTERS);
	struct dirent **names = NULL;
	int count = scandir(folder, &names, NULL, alphasort), fd;
	FILE *out = NULL;
	enum err_code rc = ERR_OK;

	if (count < 0 && errno != ENOENT)
		rc = refuse_errno(err, REFUSE_READ, folder);
	if (count >= 0) {
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		out = fd < 0 ? NULL : fdopen(fd, "w");
		if (out == NULL)
			rc = refuse_errno(err, REFUSE_WRITE, path);
	}
	if (out != NULL) {
		rc = letters_add_all(out, folder, names, count, err);
		(void)fclose(out);
	}
	free(folder);
	free(path);
	return rc;
}

/* ---- taking ---- */

/* {name: 1} of all that the ledger says were written and are one chain. */
static enum err_code
letters_written(json_t **out, struct ledger *l, struct err *err)
{
	static const char *const kinds[] = { "letter.sent", "letter.returned" };
	json_t *rows = json_array(), *e;
	enum err_code rc = ERR_OK;
	size_t n;

	*out = json_object();
	for (n = 0; rc == ERR_OK && n < 2; n++)
		rc = ledger_gather(rows, l, kinds[n], 0, err);
	json_array_foreach(rows, n, e)
	{
		const json_t *body = doc_get(e, "body");

		if (strcmp(doc_str(body, "outcome"), "forked") != 0)
			doc_put_int(*out, doc_str(body, "letter"), 1);
	}
	json_decref(rows);
	return rc;
}

static bool
letter_put_back(const char *dir, const struct letter *l, const char *line)
{
	json_t *place = json_pack("{s:b,s:I,s:I}", "drill", l->drill, "vol",
		(json_int_t)l->vol, "seq", (json_int_t)l->seq);
	char name[LETTER_FILE], *path;
	FILE *f;
	int fd;
	bool fine;

	letters_file(name, place);
	json_decref(place);
	path = station_path(dir, name);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	f = fd < 0 ? NULL : fdopen(fd, "w");
	fine = f != NULL && fputs(line, f) != EOF;
	if (f != NULL)
		fine = fclose(f) == 0 && fine;
	free(path);
	return fine;
}

static enum err_code
letters_put_line(int64_t *came, const char *dir, json_t *written,
	const char *line, size_t len, struct err *err)
{
	struct letter l;
	enum err_code rc = ERR_OK;

	if (letter_parse(&l, line, len, NULL) != ERR_OK)
		return ERR_OK;
	if (l.whole && json_object_del(written, l.hash) == 0) {
		if (letter_put_back(dir, &l, line))
			++*came;
		else
			rc = refuse_errno(err, REFUSE_WRITE, dir);
	}
	letter_release(&l);
	return rc;
}

/* They are made durable together: there may be tens of thousands. */
static enum err_code
letters_put_all(int64_t *came, const char *dir, json_t *written, FILE *f,
	struct err *err)
{
	char *folder = station_path(dir, "letters"), *line = NULL;
	enum err_code rc = ERR_OK;
	size_t room = 0;
	ssize_t len;
	int fd;

	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		rc = refuse_errno(err, REFUSE_MAKE, folder);
	while (rc == ERR_OK && (len = getline(&line, &room, f)) > 0)
		rc = letters_put_line(
			came, dir, written, line, (size_t)len, err);
	fd = rc == ERR_OK ? open(folder, O_RDONLY | O_CLOEXEC) : -1;
	if (rc == ERR_OK && (fd < 0 || syncfs(fd) != 0))
		rc = refuse_errno(err, REFUSE_WRITE, folder);
	if (fd >= 0)
		(void)close(fd);
	free(line);
	free(folder);
	return rc;
}

enum err_code
backup_letters_take(int64_t *came, int64_t *lost, const char *dir,
	struct ledger *l, const char *from, struct err *err)
{
	char *path = from ? station_path(from, BACKUP_LETTERS) : NULL;
	FILE *f = path ? fopen(path, "re") : NULL;
	json_t *written;
	enum err_code rc = letters_written(&written, l, err);

	*came = 0;
	if (rc == ERR_OK && f != NULL)
		rc = letters_put_all(came, dir, written, f, err);
	*lost = (int64_t)json_object_size(written);
	if (f != NULL)
		(void)fclose(f);
	free(path);
	json_decref(written);
	return rc;
}
