import './global-setup.ts'

export { startRealPostgres, type RealPostgres } from './real-postgres.ts'
export { createServerDatabase, testDatabases, type TestDatabase, type TestDatabaseKind } from './test-databases.ts'
