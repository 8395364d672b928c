// What mutants of the loop are run against, as one file: a process for each would cost more than the tests.
// oxlint-disable import/no-unassigned-import -- a file of tests has nothing but effects
import "./call.test.ts";
import "./choices.test.ts";
import "./composite-bugs.test.ts";
import "./line.test.ts";
import "./loop.test.ts";
import "./models.test.ts";
import "./observers.test.ts";
import "./rules.test.ts";
import "./six-faults.test.ts";
import "./verdict.test.ts";
