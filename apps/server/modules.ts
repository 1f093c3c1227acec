import { createConnections, loadTelling, whoseKey } from '@gongzhi/connections/server'
import {
  aboutTalk,
  closeLive,
  createDeliberation,
  mayReadMaterials,
  talkLists,
  talkPapers,
} from '@gongzhi/deliberation/server'
import { createDocuments, type ImportKind } from '@gongzhi/documents/server'
import { createFiles, type FilesPorts, type Shelf, shelfFrom } from '@gongzhi/files/server'
import { createIdentity, type OidcSettings, openName, openOidc } from '@gongzhi/identity/server'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Caller, Module } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { law, loadLocalRules } from '@gongzhi/law/server'
import {
  createMatters,
  loadReference,
  matterDocuments,
  mayLookBeneath,
  maySeeMatter,
  metAbout,
  takeAlong,
} from '@gongzhi/matters/server'
import { type Channels, createNotices } from '@gongzhi/notices/server'
import { createOpen311 } from '@gongzhi/open311/server'
import { people, postsOf } from '@gongzhi/people/server'
import { points, pointsPapers } from '@gongzhi/points/server'
import { createRecord } from '@gongzhi/record/server'
import { findPlace, inForce, loadTerritory, territory } from '@gongzhi/territory/server'
import { createVoters, voterPapers } from '@gongzhi/voters/server'
import { importDivisionsKind } from './imports/import-divisions.ts'
import { importGridsKind } from './imports/import-grids.ts'
import { importPeopleKind } from './imports/import-people.ts'
import { importRollKind } from './imports/import-roll.ts'

export type Ports = {
  readonly crypto: Crypto
  readonly dataDir: string
  readonly demo: boolean
  /** Hosts of the own network that webhooks may go to. */
  readonly webhookHosts?: readonly string[]
  /** Single sign-on of staff. */
  readonly oidc?: OidcSettings | undefined
  /** Heads of the public record bear an SM2 signature too; they do unless told otherwise. */
  readonly recordSm2?: boolean
  /** Ways out; none: messages wait. */
  readonly channels?: Channels
  /** Where notices listen for what other processes do. */
  readonly databaseUrl?: () => string | undefined
  /** Where files lie; in the data folder when not said. */
  readonly shelf?: Shelf
  /** How files that come in are scanned for viruses. */
  readonly scan?: FilesPorts['scan']
}

export type House = {
  readonly modules: readonly Module[]
  readonly whoIs: (env: Env, token: string) => Promise<Caller | undefined>
  readonly whoseKey: (env: Env, key: string) => Promise<Caller | undefined>
  /** Reads into memory what every request needs; once before listening. */
  readonly load: (env: Env) => Promise<void>
  /** A person's act on a subject is done: screens that show it are told, after the answer. */
  readonly acted: (env: Env, actor: Actor, subject: string) => void
  /** Ends what would keep the server from closing: open streams. */
  readonly close: () => Promise<void>
}

/** The one list of modules, in their order, with what each needs from the others. */
export const buildHouse = ({
  crypto,
  dataDir,
  demo,
  channels = {},
  webhookHosts,
  oidc,
  recordSm2,
  databaseUrl,
  shelf,
  scan,
}: Ports): House => {
  const identity = createIdentity({
    crypto,
    sms: channels.sms,
    demo,
    oidc: oidc && openOidc(oidc),
    postsOf,
    takeAlong,
    heldToo: (env, actor) => notices.heldOf(env, actor),
    may: (actor) => modules.flatMap((m) => m.may?.(actor) ?? []),
    placeName: async (_env, code) => {
      const place = findPlace(code)
      return place && inForce(place) ? place.short : undefined
    },
  })
  // receipts of a talk are for those who run it and the town, those of a matter for whoever may see that
  const aboutAny: typeof metAbout = async (env, actor, subject) =>
    (await aboutTalk(env, actor, subject)) ?? metAbout(env, actor, subject)
  const notices = createNotices({ crypto, channels, about: aboutAny, databaseUrl })
  const matters = { documents: matterDocuments(crypto) }
  const modules: readonly Module[] = [
    territory,
    identity.module,
    people({ openName: (sealed) => openName(crypto, sealed), crypto }),
    law,
    createFiles({
      shelf: shelf ?? shelfFrom({}, dataDir),
      maySee: async (env, actor, subject) =>
        (actor.county !== '' ? await mayReadMaterials(env, actor, subject) : undefined) ??
        maySeeMatter(env, actor, subject),
      mayLookBeneath,
      scan,
    }),
    createDocuments({
      crypto,
      ...matters.documents,
      lists: [...matters.documents.lists, ...talkLists],
      papers: [...matters.documents.papers, ...talkPapers(crypto), ...pointsPapers(crypto), ...voterPapers(crypto)],
      imports: [
        ...matters.documents.imports,
        importPeopleKind(crypto),
        importRollKind(crypto),
        importGridsKind,
        importDivisionsKind,
      ] as ImportKind[],
    }),
    notices.module,
    createRecord({ crypto, sm2: recordSm2 ?? true }),
    createMatters({ crypto }),
    createConnections({ crypto, hosts: webhookHosts ?? [] }),
    createOpen311({ crypto, demo }),
    createDeliberation({ crypto }),
    createVoters({ crypto }),
    points,
  ]
  return {
    modules,
    whoIs: identity.whoIs,
    whoseKey,
    load: async (env) => {
      await loadTerritory(env)
      await loadLocalRules(env)
      await loadReference(env)
      await loadTelling(env)
    },
    acted: (env, actor, subject) =>
      notices.hub.changed(env, actor.county, { subject, orgs: actor.posts.map((post) => post.org) }),
    close: async () => {
      closeLive()
      await notices.hub.close()
    },
  }
}
