import type { FastifyReply } from 'fastify'

/**
 * Sends a file that is kept, never shown: whatever it claims to be, it comes as bytes to be saved (RFC 6266), and where a browser shows it
 * nevertheless it runs in a sandbox without rights. The name is for the disk of the person, so `"` and `\\` stand as `_` in its plain form.
 */
export function sendDownload(reply: FastifyReply, name: string, content: Uint8Array | string): FastifyReply {
  const plain = name.replaceAll(/[^\x20-\x7E]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return reply
    .type('application/octet-stream')
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`)
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .send(typeof content === 'string' ? content : Buffer.from(content.buffer, content.byteOffset, content.byteLength))
}
