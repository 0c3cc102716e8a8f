/** Jest reporter: one plain line at the very end, for people and for machines that count. */
module.exports = class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    // A suite that could not even load counts as one failure, or it would be invisible in the sum.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    // After the default reporter's summary, which is written in the same turn.
    process.on('exit', () => {
      process.stdout.write(`${results.numPassedTests} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`);
    });
  }
};
