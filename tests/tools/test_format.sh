#!/bin/bash
# The whole tree is as clang-format 14 writes it. Not yet part of `make check`,
# which runs tests/tools/test_*.sh: it becomes one by its name, test_format.sh.
. "$(dirname "$0")/tap.sh"
cd "$TOP" || exit 1

every_file_is_as_clang_format_writes_it()
{
	exits 0 tests/tools/format.sh check
}

# In a tree of its own: what is known and untouched stays as it is.
format_touches_only_what_differs_from_head()
{
	mkdir -p "$WORK/t/tests/tools"
	cp .clang-format "$WORK/t/"
	cp tests/tools/format.sh "$WORK/t/tests/tools/"
	cd "$WORK/t"
	git init -q .
	printf 'int  a ;\n' | tee kept.c >changed.c
	git add . && git -c user.name=a -c user.email=a@b commit -qm one
	printf 'int  b ;\n' | tee -a changed.c >new.c
	exits 1 tests/tools/format.sh check
	has "$out" "kept.c: " "changed.c: " "new.c: "
	exits 0 tests/tools/format.sh
	is "$(cat kept.c)" "int  a ;"
	is "$(cat changed.c)" $'int a;\nint b;'
	is "$(cat new.c)" "int b;"
	exits 0 tests/tools/format.sh all
	exits 0 tests/tools/format.sh check
}

another_version_is_refused()
{
	mkdir "$WORK/bin"
	printf '#!/bin/sh\necho "Debian clang-format version 19.1.7"\n' \
		>"$WORK/bin/clang-format"
	chmod +x "$WORK/bin/clang-format"
	exits 1 env PATH="$WORK/bin:$PATH" tests/tools/format.sh check
	has "$out" "clang-format 14 is needed, here is 19"
}

run_cases \
	every_file_is_as_clang_format_writes_it \
	format_touches_only_what_differs_from_head \
	another_version_is_refused
