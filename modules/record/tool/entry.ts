import { readFileSync } from 'node:fs'
import { run } from './main.ts'

const { said, exit } = run(process.argv.slice(2), (file) => readFileSync(file, 'utf8'))
console.log(said)
process.exitCode = exit
