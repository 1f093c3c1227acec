import chongqing from '../data/chongqing.json' with { type: 'json' }
import national from '../data/cn-national.json' with { type: 'json' }
import guangdong from '../data/guangdong.json' with { type: 'json' }
import liaoning from '../data/liaoning.json' with { type: 'json' }
import neimenggu from '../data/neimenggu.json' with { type: 'json' }
import shandong from '../data/shandong.json' with { type: 'json' }
import shanghai from '../data/shanghai.json' with { type: 'json' }
import sichuan from '../data/sichuan.json' with { type: 'json' }
import zhejiang from '../data/zhejiang.json' with { type: 'json' }
import type { Pack } from './pack.ts'
import { readPack } from './read-pack.ts'

/** The packs that come with the house. A province without rules yet stands here so that everybody sees that none was found. */
export const shippedPacks: readonly Pack[] = [
  national,
  guangdong,
  sichuan,
  liaoning,
  neimenggu,
  zhejiang,
  shandong,
  chongqing,
  shanghai,
].map(readPack)
