/* What the workshop's process runs: `node workshop-process.ts <job>`, input on stdin, what was made on stdout. */

const jobs: Readonly<Record<string, () => Promise<{ run: () => Promise<void> }>>> = {
  'sheet-out': () => import('./workshop/sheet-out.ts'),
  'sheet-in': () => import('./workshop/sheet-in.ts'),
  'csv-in': () => import('./workshop/csv-in.ts'),
  'paper-pdf': () => import('./workshop/paper-pdf.ts'),
  'paper-word': () => import('./workshop/paper-word.ts'),
}

const job = jobs[process.argv[2] ?? '']
if (!job) throw new Error('no such job')
// nobody listens any more: the job is over
process.stdout.on('error', () => process.exit(0))
await (await job()).run()
