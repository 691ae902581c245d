// Stands in for @vscode/native-watchdog in the embedded VS Code, for the same reason as spdlog.cjs beside it: it ends the
// extension host when the server that started it is gone.
const intervalMs = 3000;

exports.start = (parentPid) => {
  setInterval(() => {
    try {
      process.kill(parentPid, 0);
    } catch {
      process.exit(87);
    }
  }, intervalMs).unref();
};
exports.exit = (code) => process.exit(code || 0);
