/** `z…@example.cn`: enough to know one's own, too little for anybody else. */
export const maskMail = (mail: string): string => {
  const at = mail.lastIndexOf('@')
  return at < 1 ? '…' : `${[...mail][0]}…${mail.slice(at)}`
}
