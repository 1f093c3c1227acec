import { backup } from './backup.ts'
import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { importDivisions } from './import-divisions.ts'
import { importPeople } from './import-people.ts'
import { init } from './init.ts'
import { resetSignInCommand } from './reset-sign-in.ts'
import { restore } from './restore.ts'
import { verify } from './verify.ts'
import { witness } from './witness.ts'

/** What the command line can do, in the order in which an installation meets it. */
export const commands: readonly Command[] = [
  init,
  importDivisions,
  importPeople,
  resetSignInCommand,
  backup,
  restore,
  verify,
  witness,
  doctor,
]
