export type { SmsNext, SmsStep } from './sms-text.ts'
export { smsText } from './sms-text.ts'
