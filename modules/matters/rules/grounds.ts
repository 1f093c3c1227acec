/** Why a matter may be declined. The last three are not refused but shown their lawful way. */
export const GROUNDS = [
  'not-a-public-matter',
  'not-our-area',
  'already-decided',
  'no-facts',
  'petition',
  'discipline',
  'litigation',
] as const
export type Ground = (typeof GROUNDS)[number]

const CHANNELS: Partial<Record<Ground, string>> = {
  petition: '县信访局接待窗口或国家信访网（信访工作条例）',
  discipline: '纪检监察机关，电话 12388',
  litigation: '人民法院，电话 12368；或司法所法律援助 12348',
}

/** Where what we may not handle goes by law (信访工作条例 Art. 18, R15); undefined for ordinary grounds. */
export const lawfulChannel = (ground: Ground): string | undefined => CHANNELS[ground]
