// Loaded into the server by start.mjs: when start.mjs is killed outright, nobody is left to forward Ctrl-C, so stop too.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// Listening must not keep a process alive that is otherwise done.
process.channel?.unref()
