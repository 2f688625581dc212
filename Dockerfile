# A machine with the program in it. Build it in the repository's folder, and keep its results and data in folders of yours:
#
#   docker build -t gan2014 .
#   docker run --rm -v "$PWD/gan2014-results:/results" -v "$PWD/gan2014-data:/data" gan2014 table1 -j 2 -data /data
#
FROM golang:1.26-bookworm AS build
WORKDIR /source
COPY . .
RUN go build -o /gan2014 ./experiments

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
COPY --from=build /gan2014 /usr/local/bin/gan2014
WORKDIR /results
ENTRYPOINT ["gan2014"]
CMD ["help"]
