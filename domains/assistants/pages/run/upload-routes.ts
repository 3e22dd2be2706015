import { defineRoutes } from '@fachwerk/web'
import { sendFile } from './send-file.ts'

/** What somebody has uploaded into a form, to look at it again. Not below the form: whose file it is does not depend on where it is used. */
export const uploadRoutes = defineRoutes((app) => {
  app.get<{ Params: { file: string } }>(
    '/dateien/:file',
    {
      config: { policy: { action: 'read', resource: 'file' } },
      schema: { summary: 'An uploaded file', tags: ['form-run'] },
    },
    async (request, reply) => sendFile(request, reply, request.params.file),
  )
})
