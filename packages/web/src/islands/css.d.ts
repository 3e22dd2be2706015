/** Vite puts stylesheets that an island imports beside it. */
declare module '*.css'
