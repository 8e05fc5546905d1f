# Read by CMake right after llama.cpp's project() line (CMAKE_PROJECT_llama.cpp_INCLUDE).
# llama.cpp forces its "common" helper library on; the Python package never installs it, it
# takes most of the build time, and it breaks the unity build. Both forms are needed: the
# cache entry for option(), the plain variable for code that reads it before option() ran.
set(LLAMA_BUILD_COMMON OFF CACHE BOOL "" FORCE)
set(LLAMA_BUILD_COMMON OFF)
