import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'

/* What is kept encrypted here: a person's mail, a robot's secret address (R20). */

export const sealMail = (crypto: Crypto, mail: string): string => crypto.encrypt('notices.mail', mail)
export const openMail = (crypto: Crypto, sealed: string): string => crypto.decrypt('notices.mail', sealed)
export const sealRobot = (crypto: Crypto, url: string): string => crypto.encrypt('notices.robot', url)
export const openRobot = (crypto: Crypto, sealed: string): string => crypto.decrypt('notices.robot', sealed)
