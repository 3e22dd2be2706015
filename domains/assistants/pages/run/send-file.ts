import type { FastifyReply, FastifyRequest } from 'fastify'
import { personOf, refuse, sendDownload } from '@fachwerk/web'

/** An uploaded file as a download: never shown inside our origin, whatever it claims to be. */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, id: string): Promise<FastifyReply> {
  const found = await request.server.kernel.files.get(id, personOf(request))
  if (!found.ok) return refuse(request, reply, found.error)
  return sendDownload(reply, found.value.name, found.value.content)
}
