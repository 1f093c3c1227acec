import { createTransport } from 'nodemailer'
import { fault, type MailGateway } from './channels.ts'

type SmtpFault = { readonly code?: string; readonly responseCode?: number }

/**
 * Mail over SMTP (`smtp://user:password@host:587`, `smtps://…:465`). Rejects for good only when the server refused this very
 * letter with 5xx; a server that is away, asks us to wait (4xx, greylisting) or does not know us is tried again.
 */
export const smtpMail = (url: string, from: string): MailGateway & { readonly close: () => void } => {
  const transport = createTransport(url, { from })
  const host = from.match(/@([\w.-]+)>?$/)?.[1] ?? 'gongzhi.invalid'
  return {
    send: async (_env, mail) => {
      try {
        await transport.sendMail({
          from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: `<${mail.id}@${host}>`,
          headers: {
            // no answer of a machine, no loop between two of them (RFC 3834)
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            ...(mail.unsubscribe === undefined
              ? {}
              : {
                  // as it stands: folded or encoded, some programs do not find the address in it
                  'List-Unsubscribe': { prepared: true, value: `<${mail.unsubscribe}>` },
                  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
                }),
          },
        })
      } catch (error) {
        const { code = 'unknown', responseCode } = error as SmtpFault
        const letter = code === 'EENVELOPE' || code === 'EMESSAGE'
        throw fault(String(responseCode ?? code), letter && responseCode !== undefined && responseCode >= 500)
      }
    },
    close: () => transport.close(),
  }
}
